/** Moves a fund's clock forward by the development face of a system; throws where it is not moved. */
export async function moveClockAt(url: string, fund: string, now: string): Promise<void> {
  const response = await fetch(`${url}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fund, now }),
  });
  if (!response.ok) throw new Error(`The clock of ${fund} was not moved to ${now}: ${await response.text()}`);
}
