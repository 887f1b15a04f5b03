// Runs before the first paint, so a chosen colour scheme never flashes the other one.
// The key and the attribute are those of src/ui/color-scheme.ts.
try {
  const choice = localStorage.getItem('parley.color-scheme');
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.scheme = choice;
} catch {
  // Storage may be refused; the system's scheme then applies.
}
