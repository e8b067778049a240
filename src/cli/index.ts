import type { Command } from 'commander';
import { appraiseCommand } from './appraise.ts';
import { challengeCommand } from './challenge.ts';
import { checkCommand } from './check.ts';
import { compareCommand } from './compare.ts';
import { contractsCommand } from './contracts.ts';
import { deliverCommand } from './deliver.ts';
import { diffCommand } from './diff.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { initCommand } from './init.ts';
import { kpisCommand } from './kpis.ts';
import { planCommand } from './plan.ts';
import { previewCommand } from './preview.ts';
import { runCommand } from './run.ts';
import { scheduleCommand } from './schedule.ts';
import { schemaCommand } from './schema.ts';
import { sealCommand } from './seal.ts';
import { verifyCommand } from './verify.ts';

/** The commands, in the order in which a newcomer meets them. */
export function commands(): Command[] {
  return [
    initCommand(),
    checkCommand(),
    planCommand(),
    sealCommand(),
    verifyCommand(),
    runCommand(),
    previewCommand(),
    explainCommand(),
    challengeCommand(),
    diffCommand(),
    exportCommand(),
    deliverCommand(),
    scheduleCommand(),
    compareCommand(),
    appraiseCommand(),
    kpisCommand(),
    contractsCommand(),
    schemaCommand(),
  ];
}
