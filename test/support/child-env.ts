// What every child process of the tests gets beside its own settings: nothing else of this environment reaches it.

/** Where programs are found, and where Node keeps compiled code: a start costs half with it. */
export function childEnv(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ["PATH", "NODE_COMPILE_CACHE"]) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
