import { Injectable } from '@nestjs/common';

/** From which total on somebody has to look at an order. */
@Injectable()
export class ApprovalLimits {
  private readonly withoutApproval = 1_000;

  needsApproval(total: number): boolean {
    return total > this.withoutApproval;
  }
}
