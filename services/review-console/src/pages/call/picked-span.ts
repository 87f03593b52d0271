/** A piece of one turn as somebody selected it: UTF-16 offsets in the turn's text, end exclusive. */
export interface PickedSpan {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** Characters of the turn's own text before a place in its element; the numbers of findings are not part of it. */
function offsetIn(turn: Element, node: Node, offset: number): number {
  const walker = document.createTreeWalker(turn, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  range.setStart(turn, 0);
  range.setEnd(node, offset);
  let length = 0;
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    if (text.parentElement?.closest('sup')) continue;
    if (text === node) return length + offset;
    if (!range.intersectsNode(text)) break;
    length += text.textContent?.length ?? 0;
  }
  return length;
}

/** What is selected with the mouse, when it lies within one turn. */
export function selectedSpan(selection: Selection | null): PickedSpan | null {
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const turnOf = (node: Node) =>
    (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-turn]') ?? null;
  const turn = turnOf(range.startContainer);
  if (turn === null || turn !== turnOf(range.endContainer)) return null;
  const start = offsetIn(turn, range.startContainer, range.startOffset);
  const end = offsetIn(turn, range.endContainer, range.endOffset);
  return end > start ? { turn: Number(turn.dataset.turn), start, end } : null;
}
