/** A step that can be taken back. */
export type Step = () => void;

/** How many steps can be taken back. */
const MOST = 50;
const steps: Step[] = [];

/** Keeps how to take back what was just done. */
export function remember(step: Step): Step {
  steps.push(step);
  steps.splice(0, steps.length - MOST);
  return step;
}

/** Takes back the last step, or one that is named; false where there is none. Taking back is no step of its own. */
export function undo(step: Step | undefined = steps.at(-1)): boolean {
  const at = step ? steps.indexOf(step) : -1;
  if (!step || at < 0) {
    return false;
  }
  steps.splice(at, 1);
  step();
  return true;
}

/** Forgets every step, as when somebody else signs in. */
export function forgetSteps(): void {
  steps.length = 0;
}
