// The emoji short names a bot or a person is likely to write. Unknown names stay as they were typed.

const SHORT_NAMES = {
  "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎", tada: "🎉", wave: "👋", eyes: "👀", bulb: "💡", heart: "❤️",
  star: "⭐", sparkles: "✨", seedling: "🌱", sunny: "☀️", rocket: "🚀", memo: "📝", pencil: "📝", pencil2: "✏️",
  calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", clock2: "🕑", hourglass: "⌛", hourglass_flowing_sand: "⏳",
  alarm_clock: "⏰", bell: "🔔", mega: "📣", loudspeaker: "📢", speech_balloon: "💬", thought_balloon: "💭",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", warning: "⚠️",
  information_source: "ℹ️", question: "❓", grey_question: "❔", exclamation: "❗", bar_chart: "📊",
  chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", clipboard: "📋", pushpin: "📌", round_pushpin: "📍",
  paperclip: "📎", link: "🔗", mag: "🔍", lock: "🔒", unlock: "🔓", key: "🔑", gear: "⚙️", wrench: "🔧", school: "🏫",
  books: "📚", book: "📖", mortar_board: "🎓", apple: "🍎", house: "🏠", handshake: "🤝", raised_hands: "🙌",
  clap: "👏", muscle: "💪", pray: "🙏", ok_hand: "👌", point_right: "👉", point_left: "👈", raised_hand: "✋",
  smile: "😄", smiley: "😃", slightly_smiling_face: "🙂", grinning: "😀", blush: "😊", thinking_face: "🤔", sob: "😭",
  cry: "😢", heart_eyes: "😍", joy: "😂", sweat_smile: "😅", neutral_face: "😐", trophy: "🏆", medal: "🏅", dart: "🎯",
  arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", arrows_counterclockwise: "🔄", repeat: "🔁",
  black_circle: "⚫", white_circle: "⚪", red_circle: "🔴", large_green_circle: "🟢", large_blue_circle: "🔵",
  large_yellow_circle: "🟡", green_heart: "💚", blue_heart: "💙", zzz: "💤", palm_tree: "🌴", airplane: "✈️",
};

export function emoji(name) {
  const plain = name.split("::")[0];
  return Object.hasOwn(SHORT_NAMES, plain) ? SHORT_NAMES[plain] : `:${name}:`;
}
