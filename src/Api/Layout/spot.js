// The one script: it only takes waiting away; everything works without it. No page's content is kept anywhere but unsent text in this
// tab's session storage, sealed, and only until it has been acknowledged or the visit is over.
"use strict";
(() => {
  const fragment = "text/vnd.spot.fragment";
  const elsewhere = "https://www.wikipedia.org/";
  const $ = (what, where = document) => where.querySelector(what);
  const key = form => "spot." + (form.dataset.turn || form.dataset.keep || "");
  const store = (how, ...what) => { try { return sessionStorage[how](...what); } catch { return null; } };
  const parse = html => new DOMParser().parseFromString(html, "text/html");
  const el = (tag, text, set = {}) => Object.assign(document.createElement(tag), { textContent: text }, set);

  // Unsent text is sealed under a key that only the page of a live visit brings. After a crash, and once the visit is over, what may
  // still lie in the tab's storage opens for nobody, whoever sits down here next.
  let seal = null, last = Promise.resolve();
  const inTurn = what => { last = last.then(what).catch(() => {}); }; // a full storage: the text is still in its box
  const utf8 = text => new TextEncoder().encode(text);
  const names = () => store("key", 0) === null ? [] : Object.keys(sessionStorage).filter(name => name.startsWith("spot."));
  function forget() {
    seal = null;
    for (const name of names()) store("removeItem", name);
  }
  function unlock() {
    const main = $("main"), hex = main.dataset.visit;
    if (main.dataset.forget !== undefined) forget();
    if (!hex || !window.crypto?.subtle) return;
    delete main.dataset.visit;
    seal = crypto.subtle.importKey("raw", Uint8Array.from(hex.match(/../g), two => parseInt(two, 16)), "AES-GCM", false, ["encrypt", "decrypt"]);
  }
  async function hide(name, text) {
    if (!text) { store("removeItem", name); return; }
    const using = seal, iv = crypto.getRandomValues(new Uint8Array(12));
    if (!using) return;
    const bytes = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8(name) }, await using, utf8(text)));
    if (seal === using) store("setItem", name, [...iv, ...bytes].map(b => String.fromCharCode(b)).join(""));
  }
  async function show(name) {
    const kept = seal && store("getItem", name);
    if (!kept) return null;
    const bytes = Uint8Array.from(kept, c => c.charCodeAt(0));
    try {
      return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, 12), additionalData: utf8(name) }, await seal, bytes.subarray(12)));
    } catch {
      store("removeItem", name); // of another visit
      return null;
    }
  }

  // Leaving: first away, then tidy up; the beacon outlives the page.
  function leave() {
    seal = null;
    store("clear");
    document.documentElement.hidden = true;
    navigator.sendBeacon?.("/leave", new URLSearchParams());
    location.replace(elsewhere);
  }
  let escaped = -Infinity;
  addEventListener("keydown", e => {
    if (e.key !== "Escape" || !$("[data-leave]")) return;
    if (e.timeStamp - escaped < 1000) leave();
    escaped = e.timeStamp;
  });

  // A line for what happens without a new page, said to screen readers too.
  function say(text, urgent, ...more) {
    let line = $("#said");
    if (!line) {
      line = el("p", "", { id: "said" });
      line.setAttribute("role", "status");
      const place = $("#composer") || $("main .flow");
      place.prepend(line);
    }
    line.className = urgent ? "inset stop" : "inset";
    line.replaceChildren(text, ...more);
    line.hidden = !text;
  }

  // The box grows with the text where the browser does not do it by itself.
  const grows = window.CSS?.supports("field-sizing", "content");
  function grow(box) {
    if (grows || box.tagName !== "TEXTAREA") return;
    box.rows = Math.min(20, Math.max(box.rows, box.value.split("\n").length + Math.floor(box.value.length / 70)));
  }

  // Unsent text, keyed by what it is for.
  const keeps = form => form && (form.dataset.turn || form.dataset.keep);
  function restore(root = document) {
    for (const form of root.querySelectorAll("form[data-turn], form[data-keep]")) {
      const box = form.elements.text;
      if (!box) continue;
      grow(box);
      inTurn(async () => {
        const kept = await show(key(form));
        if (!kept || (box.value && (form.id === "composer" || box.value !== box.defaultValue))) return;
        box.value = kept;
        grow(box);
      });
    }
    if (!$("main").dataset.quiet || !$("#composer")) return;
    // In the chat, what is for no box on the page has been acknowledged by another way.
    inTurn(() => {
      for (const name of names()) if (![...document.querySelectorAll("form")].some(f => key(f) === name)) store("removeItem", name);
    });
  }
  addEventListener("input", e => {
    const form = e.target.form;
    if (e.target.name === "text" && keeps(form)) {
      const name = key(form), text = e.target.value;
      inTurn(() => hide(name, text));
    }
    grow(e.target);
    stir(e);
  });

  // Sending a form of the chat or of the status page without a new page.
  let busy = false;
  async function send(form, button) {
    if (busy) return;
    const data = new FormData(form, button);
    const what = key(form), text = form.elements.text, label = button?.textContent;
    busy = true;
    form.setAttribute("aria-busy", "true");
    if (button) button.textContent = "Saving…";
    try {
      const answer = await post(form.action, data);
      const html = await answer.text();
      // Kept, or given back in the page: either way the text is safe, and the page says which.
      if (answer.ok || answer.status === 409 || answer.status === 410) inTurn(() => store("removeItem", what));
      if (answer.headers.get("X-Spot") === "fragment" && form.dataset.turn) put(html, form); else swap(html, answer.url);
    } catch {
      // Nobody knows whether it arrived. The form keeps its number, so pressing again cannot send it twice.
      say("We could not confirm that this was saved. Your text is still here. ", true,
        el("button", "Try again", { type: "button", className: "btn alt", onclick: () => send(form, button) }));
      text?.focus({ preventScroll: true });
    } finally {
      busy = false;
      form.removeAttribute("aria-busy");
      if (button && label) button.textContent = label;
    }
  }
  // One quiet second try with the same number: a dropped connection is the usual case.
  async function post(url, data) {
    const ask = () => fetch(url, { method: "POST", body: new URLSearchParams(data), headers: { Accept: data.has("answers") ? "text/html" : fragment }, credentials: "same-origin" });
    try { return await ask(); } catch { return await ask(); }
  }

  // New bubbles and the new box.
  function put(html, form) {
    const from = parse(html), talk = $(".talk");
    $("#said")?.remove();
    let last = null;
    const before = $("#now", talk), next = $("#now", from);
    if (before && next && !$(`[data-key="${before.dataset.key}"]`, from)) before.remove();
    for (const item of [...from.querySelectorAll(".talk > li")]) {
      const old = talk.querySelector(`[data-key="${item.dataset.key}"]`);
      if (old) old.replaceWith(item); else talk.append(item);
      last = item;
    }
    const composer = $("#composer", from), box0 = $("#a"), changed = form.id !== "composer";
    if (composer) {
      // A change of an earlier answer can make the interview ask anew; what was typed for the question that waits stays.
      const typed = changed && box0 ? box0.value : "";
      $("#composer").replaceWith(composer);
      if (typed && $("#a")) $("#a").value = typed;
    }
    restore();
    const box = $("#a") || $("#composer h2, #composer .btn");
    if (!changed && box) {
      if (box.tagName === "H2") box.tabIndex = -1;
      box.focus({ preventScroll: true });
      ($("#now") || last)?.scrollIntoView({ block: "end" });
    } else (last || box)?.scrollIntoView({ block: "nearest" });
    timer();
  }
  // A whole page came back: its main part takes the place of this one's.
  function swap(html, url) {
    const from = parse(html), main = $("main", from);
    if (!main) { location.reload(); return; }
    $("main").replaceWith(main);
    document.title = from.title;
    if (url) history.replaceState(null, "", url);
    start();
    const first = $(".sum") || $(".err") && $("[aria-invalid]") || $("h1");
    if (first) { first.tabIndex = first.matches("input, textarea") ? 0 : -1; first.focus(); }
  }
  addEventListener("submit", e => {
    const form = e.target;
    if (!keeps(form) || form.dataset.plain !== undefined) return;
    e.preventDefault();
    send(form, e.submitter);
  });
  addEventListener("keydown", e => {
    if (e.key !== "Enter" || e.shiftKey || e.ctrlKey || e.altKey || e.metaKey || e.isComposing || e.keyCode === 229) return;
    if (e.target.id !== "a" || matchMedia("(pointer: coarse)").matches) return;
    e.preventDefault();
    e.target.form.requestSubmit($("button:not([name])", e.target.form));
  });

  addEventListener("click", e => {
    const on = what => e.target.closest?.(what);
    if (on("[data-leave]") && !e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); leave(); }
    if (on("[data-print]")) print();
    if (on("[data-copy]")) navigator.clipboard.writeText($("[data-words]").dataset.words)
      .then(() => { $("[data-said]").textContent = "Copied. Paste them where only you look, then copy something else."; })
      .catch(() => { $("[data-said]").textContent = "Your browser does not allow copying. Write them down."; });
  });

  // The line "after sending" follows the ticks.
  addEventListener("change", e => {
    const line = $("[data-after]");
    if (!line || e.target.name !== "not") return;
    const all = [...document.querySelectorAll("input[name=not]")];
    const names = boxes => boxes.map(b => b.dataset.name).join(", ");
    const out = all.filter(b => b.checked), left = all.filter(b => !b.checked);
    line.textContent = left.length
      ? `After sending: ${names(left)} and you.${out.length ? ` Not ${names(out)}.` : ""}`
      : "As it stands, nobody could read it. Press a button to see four ways on.";
  });

  // A visit does not end without notice. Typing is not quiet.
  let ends = 0, ticking = 0, stirred = 0;
  function timer(seconds = Number($("main").dataset.quiet)) {
    clearTimeout(ticking);
    if (!seconds) return;
    ends = Date.now() + seconds * 1000;
    ticking = setTimeout(warn, Math.max(0, seconds - 120) * 1000);
  }
  function warn() {
    say("This visit closes in two minutes, because it has been quiet. Your text stays on this page. ", false,
      el("button", "Stay", { type: "button", className: "btn alt", onclick: stay }));
    ticking = setTimeout(() => {
      forget();
      say("This visit has closed. Your text is still on this page: copy it, then come back with your nine words. ", true,
        el("a", "Come back", { href: "/resume" }));
    }, Math.max(0, ends - Date.now()));
  }
  async function stay() {
    const answer = await fetch("/stay", { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    say("", false);
    timer(Number(await answer.text()));
  }
  function stir(e) {
    if (!$("main").dataset.quiet || e.timeStamp - stirred < 300000) return;
    if (stirred) stay();
    stirred = e.timeStamp;
  }

  // News from the other side: only that there is some comes in; the page fetches it and keeps what is typed.
  let source = null, seen = null;
  function watch() {
    source?.close();
    const news = $("[data-events]");
    if (!news || !window.EventSource) return;
    source = new EventSource(news.dataset.events);
    source.onmessage = e => { if (seen !== null && seen !== e.data) renew(); seen = e.data; };
    source.addEventListener("end", () => source.close());
  }
  async function renew() {
    const answer = await fetch(location.pathname + location.search, { headers: { Accept: fragment }, credentials: "same-origin" }).catch(() => null);
    const html = answer?.ok ? parse(await answer.text()) : null, next = html && $("#news", html), now = $("#news");
    if (!next || !now) return;
    const typed = [...now.querySelectorAll("textarea[id]")].map(b => [b.id, b.value, b === document.activeElement, b.selectionStart]);
    now.replaceWith(next);
    for (const [id, value, focused, at] of typed) {
      const box = document.getElementById(id);
      if (!box) continue;
      box.value = value;
      if (focused) { box.focus({ preventScroll: true }); box.setSelectionRange(at, at); }
    }
    // Closed: what could still be written goes, unless something is written in it; sending that gives it back with a word why.
    if (!next.dataset.events) for (const part of document.querySelectorAll("[data-open]")) {
      if (![...part.querySelectorAll("textarea")].some(b => b.value)) part.remove();
    }
    say("There is something new on this page.", false);
  }

  function start() {
    for (const button of document.querySelectorAll("[data-copy], [data-print]")) button.hidden = false;
    unlock();
    restore();
    timer();
    seen = null;
    watch();
    $(".sum")?.focus();
  }
  start();
})();
