"""The languages that the bot speaks, each as a catalogue (.po) and what is compiled from it (.mo)."""
