import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Values that look random and are the same on every replay: each is a hash of the identity and a counter. */
export class Seeded {
  private drawn = 0;
  constructor(private readonly identity: string) {}

  uuid(): string {
    const bytes = this.draw().slice(0, 16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x80; // version 8: made by the application
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytesToHex(bytes);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** 53 bits, from 0 up to, not including, 1. */
  random(): number {
    const bytes = this.draw();
    let value = 0;
    for (let i = 0; i < 6; i += 1) value = value * 256 + bytes[i]!;
    return (value * 32 + (bytes[6]! >> 3)) / 2 ** 53;
  }

  private draw(): Uint8Array {
    return sha256(utf8ToBytes(`${this.identity}/${(this.drawn += 1)}`));
  }
}
