// Health check of the images: succeeds when the process on the given port says that it lives.
const { ok } = await fetch(`http://127.0.0.1:${process.argv[2]}/health/live`);
process.exit(ok ? 0 : 1);
