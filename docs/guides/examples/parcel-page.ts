import { Injectable, Module } from '@nestjs/common';
import { SagaClient, SagaClientModule } from '@skald/nest';
import { NotFound } from '@skald/runtime';
import { busAndStore } from './adapters.js';
import { parcel } from './parcel.contracts.js';

@Injectable()
export class ParcelPage {
  constructor(private readonly sagas: SagaClient) {}

  async whereIs(parcelId: string): Promise<string> {
    try {
      const view = await this.sagas.handle(parcel, parcelId).view();
      return view?.seen.at(-1) ?? 'not collected yet';
    } catch (error) {
      if (error instanceof NotFound) return 'we know of no such parcel';
      throw error;
    }
  }
}

@Module({
  imports: [SagaClientModule.forRootAsync({ useFactory: busAndStore })],
  providers: [ParcelPage],
})
export class ParcelPageModule {}
