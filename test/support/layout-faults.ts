// What a page must not do on any screen. Both run in the page.

/** Elements that reach out of the window sideways, or texts that do not fit their box. */
export function findOverflow(): string[] {
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll("button, h1, h2, p, label, a, li")].filter((element) => {
    if (element.closest(".visually-hidden, .sheet") !== null || element.clientWidth === 0) return false;
    return element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline";
  });
  return [
    ...(wide ? [`the page is ${document.documentElement.scrollWidth} wide`] : []),
    ...cut.map((element) => `${element.tagName} ${element.className}: ${element.textContent?.slice(0, 40)}`),
  ];
}

/** Buttons, links and fields that a thumb would miss. Links inside a sentence are exempt (WCAG 2.5.8). */
export function findSmallTargets(): string[] {
  return [...document.querySelectorAll("button, select, input, textarea, summary, a")]
    .filter((element) => {
      const target = element.closest("label.check") ?? element;
      const { width, height } = target.getBoundingClientRect();
      const isInText = element.tagName === "A" && getComputedStyle(element).display === "inline";
      // Nobody aims at what is only there for another button, as a field that takes a file.
      const isHidden = element.classList.contains("visually-hidden");
      return width > 0 && !isInText && !isHidden && (width < 43.5 || height < 43.5);
    })
    .map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 30)}`);
}
