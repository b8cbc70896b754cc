import { Injectable } from '@nestjs/common';
import { Airline } from './flights.js';

/** Has two seats on every route, and forgets them with its process. */
@Injectable()
export class PaperAirline extends Airline {
  readonly #tickets = new Map<string, string>();
  readonly #sold = new Map<string, number>();

  async book(route: string, key: string): Promise<string | undefined> {
    const before = this.#tickets.get(key);
    if (before !== undefined) return before;
    const seat = (this.#sold.get(route) ?? 0) + 1;
    if (seat > 2) return undefined;
    this.#sold.set(route, seat);
    this.#tickets.set(key, `${route}/${seat}`);
    return `${route}/${seat}`;
  }

  async cancel(ticket: string | undefined): Promise<void> {
    const route = ticket?.split('/', 1)[0];
    if (route !== undefined) this.#sold.set(route, (this.#sold.get(route) ?? 1) - 1);
  }
}
