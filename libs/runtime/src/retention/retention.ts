const day = 86_400_000;

/**
 * What is over is kept in this order: closed instances longer than participants remember what they did, and these longer
 * than the topics keep commands and results. A workflowId that is started anew then meets nothing of its earlier life.
 */
export const retention = { instancesMs: 30 * day, ledgersMs: 14 * day } as const;
