// Plain JavaScript, loaded before the TypeScript: an older Node cannot even read the scripts it would have to refuse.
const needed = 24;

if (Number.parseInt(process.versions.node, 10) !== needed) {
  console.error(
    `This needs Node ${needed}, which \`npm ci\` installs into node_modules, but is running on ${process.version}: ` +
      'run `npm ci` with install scripts allowed, then start it through npm (`npm test`, `npm run check`).',
  );
  process.exit(1);
}
