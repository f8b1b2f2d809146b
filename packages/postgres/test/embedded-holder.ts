import { EmbeddedRefusal, startEmbedded } from '@mdtf/postgres';

// Starts a server on the folder given and holds it until killed; a refusal is printed by its code and sentence.
try {
  const server = await startEmbedded({ dataDir: process.argv[2] ?? '' });
  console.log(JSON.stringify({ url: server.url, pid: server.pid }));
  setInterval(() => {}, 1_000);
} catch (error) {
  if (!(error instanceof EmbeddedRefusal)) throw error;
  console.log(JSON.stringify({ code: error.code, sentence: error.message }));
}
