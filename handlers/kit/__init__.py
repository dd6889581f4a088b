"""The words handlers speak in; knows no feature and no platform."""
