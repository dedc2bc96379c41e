import { messageOf } from '../../report/failure.js';
import type { GatewayReport } from '../../report/gateway-model.js';
import type { Log, Progress } from '../../report/log.js';
import type { Journal, WriteBegun } from './journal.js';
import type { Flight, Ledger } from './ledger.js';
import type { Publisher } from './publisher.js';

/** Tells everybody who has to know of a write, before and after it: the report, the journal and the log. */
export class Recorder {
  readonly ledger: Ledger;
  readonly #journal: Journal;
  readonly #log: Log;
  readonly #publisher: Publisher;

  constructor(ledger: Ledger, journal: Journal, log: Log, publisher: Publisher) {
    this.ledger = ledger;
    this.#journal = journal;
    this.#log = log;
    this.#publisher = publisher;
  }

  /** Tells the log alone. */
  tell(state: Progress): void {
    this.#log.progress(state);
  }

  publish(): Promise<void> {
    return this.#publisher.publish();
  }

  /** @returns when all that `settle` was told has been handed on; rejects when that failed. */
  flush(): Promise<void> {
    return this.#publisher.flush();
  }

  /** @returns when no report is being handed on any more. */
  idle(): Promise<void> {
    return this.#publisher.idle();
  }

  /**
   * To be called before a write: when this returns, both the report and the journal say that the gateway's state is unknown.
   * @throws Failure when one of them cannot be written; nothing may be sent then.
   */
  async begin(known: GatewayReport, flight: Flight, write: WriteBegun['write']): Promise<void> {
    this.#journal.begin({
      gateway: known.id,
      ...(known.url !== undefined && { url: known.url }),
      write,
      to: flight.expected.identity,
      ...(known.before !== undefined && { before: known.before }),
    });
    this.ledger.beginWrite(known, flight);
    await this.publish();
  }

  /** To be called when kt has ended and what the gateway serves is still to be seen: a run that is stopped until then has the step. */
  markSent(report: GatewayReport): void {
    this.ledger.keep({ ...report, state: 'unknown' });
  }

  /**
   * To be called when something new is known of a gateway; with a write under way, that is what came of it. The report is not waited for:
   * that would keep the next write of a large wave waiting. Whoever begins one, or ends a wave, hears when it failed.
   */
  settle(report: GatewayReport): void {
    if (this.ledger.endWrite(report)) this.#end(report);
    this.#log.info(`${report.id}: ${report.state} (proof: ${report.proof})`);
    this.publish().catch(() => undefined);
  }

  /** To be called when nothing was sent after `begin`; what is known is then what was known before. */
  withdraw(known: GatewayReport): void {
    this.ledger.withdrawWrite(known);
    this.#end(known);
  }

  /** A line that is missing has the next process read a gateway that needs no reading: no reason to stop here. */
  #end({ id, state }: GatewayReport): void {
    try {
      this.#journal.end({ gateway: id, state });
    } catch (error) {
      this.#log.warning(`the journal does not say that the write to ${id} ended: ${messageOf(error)}`);
    }
  }
}
