/* Enhancements only: every page works without them. */
(function () {
  'use strict';
  var root = document.documentElement;
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  function stored() { try { return localStorage.getItem('tollgate-theme'); } catch (e) { return null; } }
  function theme() { return stored() || (dark.matches ? 'dark' : 'light'); }
  function paint() { root.setAttribute('data-bs-theme', theme()); }
  paint();
  dark.addEventListener('change', paint);

  function copy(button) {
    var source = document.getElementById(button.getAttribute('data-copy'));
    if (!source) { return; }
    var text = source.textContent.trim();
    var done = function () {
      var before = button.textContent;
      button.textContent = 'Copied';
      setTimeout(function () { button.textContent = before; }, 1600);
    };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done, function () { select(source); });
    } else {
      select(source);
    }
  }
  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-copy]');
    if (button) { copy(button); return; }
    if (event.target.closest('[data-theme-switch]')) {
      try { localStorage.setItem('tollgate-theme', theme() === 'dark' ? 'light' : 'dark'); } catch (e) { /* not kept */ }
      paint();
      return;
    }
    document.querySelectorAll('details.menu[open]').forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.removeAttribute('open'); }
    });
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') {
      document.querySelectorAll('details.menu[open]').forEach(function (menu) {
        menu.removeAttribute('open');
        menu.querySelector('summary').focus();
      });
    }
  });
  /* One press is one request: a form that is on its way is not sent again. */
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post') { return; }
    if (form.hasAttribute('data-sent')) { event.preventDefault(); return; }
    form.setAttribute('data-sent', '');
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (form) { form.removeAttribute('data-sent'); });
  });
  document.addEventListener('DOMContentLoaded', function () {
    root.classList.add('scripted');
    var problem = document.querySelector('[aria-invalid="true"]');
    if (problem) { problem.focus(); }
  });
})();
