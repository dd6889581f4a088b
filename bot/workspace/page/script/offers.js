// What a menu offers, whatever kind of menu it is.
import { plain } from "./text.js";

// What a menu offers: [{label, options: [{text, value, raw}]}], and under which name its answer travels.
export function offered(element, surface) {
  if (/users_select$/.test(element.type)) {
    return { key: "selected_user", initial: element.initial_user ?? element.initial_users, groups: [{ options: surface.people() }] };
  }
  if (/channels_select$/.test(element.type)) {
    return { key: "selected_channel", initial: element.initial_channel ?? element.initial_channels, groups: [{ options: surface.channels() }] };
  }
  if (/conversations_select$/.test(element.type)) {
    const initial = element.initial_conversation ?? element.initial_conversations;
    return { key: "selected_conversation", initial, groups: [{ options: surface.channels() }] };
  }
  const wrap = (option) => ({ text: plain(option.text), value: option.value, raw: option });
  const groups = element.option_groups
    ? element.option_groups.map((group) => ({ label: plain(group.label), options: group.options.map(wrap) }))
    : [{ options: (element.options || []).map(wrap) }];
  const initial = element.initial_option ? element.initial_option.value : element.initial_options?.map((one) => one.value);
  return { key: "selected_option", initial, groups };
}
