// Checks a record without sending it: finds the signature, hashes what it covers, and asks about these two alone.
// Does what SignedParts.cs does; keep them alike.
"use strict";
(() => {
  const form = document.querySelector("[data-verify]");
  if (!form || !window.crypto?.subtle) return;
  form.querySelector("[data-with-script]").hidden = false;
  form.querySelector("[data-without-script]").hidden = true;
  const most = 10 * 1024 * 1024;

  const text = (bytes, from, to) => new TextDecoder("latin1").decode(bytes.subarray(from, to));
  const hex = bytes => [...bytes].map(b => b.toString(16).padStart(2, "0")).join("");

  // The last range counts, unless an earlier one covers everything.
  function range(bytes) {
    const mark = "/ByteRange", all = text(bytes, 0, bytes.length);
    let found = null;
    for (let at = all.indexOf(mark); at >= 0; at = all.indexOf(mark, at + 1)) {
      const match = /^\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/.exec(all.slice(at + mark.length, at + mark.length + 80));
      if (!match) continue;
      const [start, gap, resume, covered] = match.slice(1).map(Number);
      found = { start, gap, resume, end: resume + covered };
      if (start === 0 && found.end === bytes.length) return found;
    }
    return found;
  }

  async function look(file) {
    if (!file) return { said: "none" };
    if (file.size > most) return { said: "large" };
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (text(bytes, 0, 5) !== "%PDF-") return { said: "nopdf" };
    const r = range(bytes);
    if (!r) return { said: "unsigned" };
    if (r.end > bytes.length || r.start !== 0 || r.gap <= 0 || r.resume <= r.gap + 2) return { said: "damaged" };
    const digits = text(bytes, r.gap + 1, r.resume - 1);
    if (bytes[r.gap] !== 60 || bytes[r.resume - 1] !== 62 || !/^([0-9a-f]{2})+$/.test(digits)) return { said: "damaged" };
    const signed = new Uint8Array(r.gap + r.end - r.resume);
    signed.set(bytes.subarray(0, r.gap));
    signed.set(bytes.subarray(r.resume, r.end), r.gap);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", signed));
    return { digest: hex(digest), signature: digits, whole: r.end === bytes.length ? "1" : "" };
  }

  form.addEventListener("submit", async e => {
    e.preventDefault();
    const button = form.querySelector("button"), label = button.textContent;
    button.textContent = "Checking…";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(await look(form.elements.f.files[0])), credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#answer");
      document.querySelector("#answer")?.remove();
      form.before(part);
      part.focus();
    } catch {
      form.submit(); // Something is in the way: the way without script says what.
    } finally {
      button.textContent = label;
    }
  });
})();
