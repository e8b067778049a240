// Runs in a browser's page: which words of its visible charts reach past the picture, or lie on each other?
(() => {
  const bad = [];
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) continue;
    const texts = [...svg.querySelectorAll('text')].map((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      // A line is taller than its letters: what is between ascender and descender counts.
      const slack = (bottom - top) * 0.17;
      return { left, right, top: top + slack, bottom: bottom - slack, words: text.textContent };
    });
    for (const [i, one] of texts.entries()) {
      if (
        one.left < frame.left - 1 ||
        one.right > frame.right + 1 ||
        one.top < frame.top ||
        one.bottom > frame.bottom
      ) {
        bad.push(`cut off: ${one.words}`);
      }
      for (const other of texts.slice(i + 1)) {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 1 && down > 1) bad.push(`«${one.words}» on «${other.words}»`);
      }
    }
  }
  return bad;
})();
