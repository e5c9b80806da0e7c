// A sound and a mark in the title when a notice has come that wants to be heard. Each once in this browser, whichever page is open.
"use strict";
(() => {
  const KEY = "loudest-notice";
  const plain = document.title;
  let speaker = null;

  function ring() {
    if (!speaker || speaker.state !== "running") return;
    const tone = speaker.createOscillator();
    const volume = speaker.createGain();
    tone.frequency.value = 740;
    volume.gain.setValueAtTime(0.12, speaker.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, speaker.currentTime + 0.4);
    tone.connect(volume).connect(speaker.destination);
    tone.start();
    tone.stop(speaker.currentTime + 0.4);
  }

  function wake() {
    speaker ??= new AudioContext();
    speaker.resume();
  }

  document.addEventListener("pointerdown", wake);
  document.addEventListener("keydown", wake);
  document.addEventListener("htmx:afterSwap", (event) => {
    const badge = event.target.querySelector?.("[data-loudest]");
    if (!badge) return;
    const newest = Number(badge.dataset.loudest);
    const heard = localStorage.getItem(KEY);
    if (heard !== null && newest <= Number(heard)) return;
    localStorage.setItem(KEY, String(newest));
    if (heard === null) return;
    document.title = `● ${plain}`;
    ring();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) document.title = plain; });
})();
