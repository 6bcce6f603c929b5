// Hides most of a phone number: the first digits tell the destination, the last two tell the calls apart.

/**
 * Replaces the digits of every phone number in a text by x, but for the first (5 from ten digits on, else 4) and the last two.
 * Separators stay; runs of fewer than seven digits and IP addresses are no phone numbers.
 * @param {string} text
 * @returns {string}
 */
export function maskNumbers(text) {
  return text.replace(/\d(?:[ ()./-]{0,3}\d){6,}/g, (number) => {
    const count = number.replace(/\D/g, "").length;
    if (/^\d+(?:\.\d+){3}$/.test(number) && count < 13 && number.split(".").every((part) => part < 256)) return number;
    const first = count < 10 ? 4 : 5;
    let at = 0;
    return number.replace(/\d/g, (digit) => (++at > first && at <= count - 2 ? "x" : digit));
  });
}

/**
 * Fills the slots of a text: `{caller}` by the value of that name, or by what stands for an empty one.
 * @param {string} template
 * @param {Record<string, string>} values
 * @param {string} empty
 * @returns {string}
 */
export function fillSlots(template, values, empty) {
  return template.replace(/\{(\w+)\}/g, (slot, name) => (Object.hasOwn(values, name) ? values[name].trim() || empty : slot));
}
