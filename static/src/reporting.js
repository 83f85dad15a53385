// A group's report: saved as it is typed, one action a screen on a phone.
