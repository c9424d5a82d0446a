import { useLasting } from "../ui/use-lasting.ts";

// Nobody looks longer at a screen that says "a few seconds" without asking what is wrong.
const PATIENCE = 10_000;

/** Whether the devices have looked for a way to each other for so long that something has to be said. */
export const useNoWay = (isConnecting: boolean): boolean => useLasting(isConnecting, PATIENCE);
