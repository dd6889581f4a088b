// What a person can do here: write, press, send a form. Each goes to the workspace; trouble is said aloud.
import { send, sendFile } from "./api.js";
import { calm, trouble, why } from "./status.js";

export class Verbs {
  constructor(page) {
    this.page = page;
  }

  post(verb, body) {
    return send(verb, this.page.shown.as, body); // whoever is shown: another may be chosen, and not be there yet
  }

  async press(where, action, values) {
    return this.post("press", { ...where, action, values });
  }

  // What the app offers in a menu that it fills.
  suggest(where, block, action, query) {
    return this.post("suggest", { ...where, block, action, query });
  }

  pressMessage(channel) {
    return (message, action, values) => this.pressed({ channel, message: message.ts }, action, values);
  }

  pressView(view, action, values) {
    return this.pressed({ view }, action, values);
  }

  async pressed(where, action, values) {
    const outcome = await this.press(where, action, values);
    if (outcome.ok) calm();
    else trouble(why(outcome.error));
    this.page.refresh();
  }

  // True when it went through; then the draft may go. A file goes with its words as they were typed.
  async write(marked, typed, file = null, thread = "") {
    const { command, channel } = this.page.state;
    if (file) return this.share(channel.id, typed, file, thread);
    const isCommand = typed.startsWith("/");
    const word = typed.split(/\s/)[0];
    calm();
    if (isCommand && word !== command) {
      trouble(`${word} is not a command here. ${command} help says what there is.`);
      return false;
    }
    if (isCommand && thread) {
      trouble(`${command} does not work in threads. Write it in the channel.`);
      return false;
    }
    const text = isCommand ? typed : marked;
    const outcome = await this.post(isCommand ? "command" : "say", { channel: channel.id, text, thread });
    if (!outcome.ok) trouble(isCommand ? why(outcome.error) : `This was not sent. ${why(outcome.error)}`);
    this.page.refresh();
    return outcome.ok;
  }

  async share(channel, text, file, thread) {
    calm();
    const outcome = await sendFile(this.page.shown.as, { channel, thread, text, file });
    if (!outcome.ok) trouble(`The file was not sent. ${why(outcome.error)}`);
    this.page.refresh();
    return outcome.ok;
  }
}
