/** A proposal that lacks reviews, and who may be asked. */
export interface Lacking {
  readonly proposalId: string;
  readonly reviews: number;
  /** Reviewers without a conflict who are not on its panel. */
  readonly candidates: readonly string[];
}

/** Who would review what, what each then has, and what nobody is left for. */
export interface Balanced {
  readonly assignments: readonly { readonly proposalId: string; readonly reviewer: string }[];
  readonly loads: readonly { readonly reviewer: string; readonly reviews: number }[];
  readonly missing: readonly { readonly proposalId: string; readonly reviews: number }[];
}

/**
 * Gives each lacking review to whoever has the fewest, beginning with the proposals that fewest may review; equals in the
 * order of ids, so that the same question has the same answer. `loads` are the reviews that each has already.
 */
export function balance(lacking: readonly Lacking[], loads: ReadonlyMap<string, number>): Balanced {
  const load = new Map(loads);
  const assignments: { proposalId: string; reviewer: string }[] = [];
  const missing: { proposalId: string; reviews: number }[] = [];
  const scarceFirst = [...lacking].sort(
    (a, b) =>
      a.candidates.length - a.reviews - (b.candidates.length - b.reviews) ||
      order(a.proposalId, b.proposalId),
  );
  for (const { proposalId, reviews, candidates } of scarceFirst) {
    const chosen = [...candidates]
      .sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || order(a, b))
      .slice(0, reviews);
    for (const reviewer of chosen) {
      assignments.push({ proposalId, reviewer });
      load.set(reviewer, (load.get(reviewer) ?? 0) + 1);
    }
    if (chosen.length < reviews) missing.push({ proposalId, reviews: reviews - chosen.length });
  }
  return {
    assignments,
    loads: [...load]
      .map(([reviewer, reviews]) => ({ reviewer, reviews }))
      .sort((a, b) => order(a.reviewer, b.reviewer)),
    missing,
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
