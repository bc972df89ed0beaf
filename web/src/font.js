/** Font families of the map's names: Chinese ones that systems include. */
export const FONT = '"Source Han Sans SC","Noto Sans CJK SC","Noto Sans SC","PingFang SC",'
  + '"HarmonyOS Sans SC","Microsoft YaHei","WenQuanYi Micro Hei","Heiti SC",sans-serif';

export const NORMAL_WEIGHT = 400;
export const HALO = 3;

/**
 * About how wide a text is: Chinese characters are square, other letters are about half as wide.
 * @param {string} text @param {number} size
 */
export function widthOf(text, size) {
  let width = 0;
  for (const letter of text) width += letter.charCodeAt(0) > 0x2e80 ? size : size * 0.56;
  return width;
}
