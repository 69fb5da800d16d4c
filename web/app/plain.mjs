// Some browsers have no WebAssembly, or none in their safest setting. There the same programs run as JavaScript (plain/): slower, with the
// same results.

/** A program by its name: a function of its imports that gives its exports. */
export async function plainProgram(name) {
  const { default: instantiate } = await import(new URL(`./plain/${name}.mjs`, import.meta.url).href);
  return instantiate;
}

/** Stands in for WebAssembly, with one program in the place of any module. */
export function standIn(instantiate) {
  class Module {}
  globalThis.WebAssembly = {
    Module,
    RuntimeError: Error,
    validate: () => false,
    instantiate: async (module, imports) => ({ exports: instantiate(imports.a) }),
  };
}
