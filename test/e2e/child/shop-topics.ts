// Lets a coordinator take in a topic that a shop has had for years. Node runs this as it is, so decorators are called.
import { Module } from '@nestjs/common';
import { StartsFrom } from '@skald/nest';
import { orderCheckout } from '@skald/order-checkout';

class ShopOrders {}
StartsFrom('shop.orders', orderCheckout, (order) => ({ workflowId: order.orderId, input: order }))(ShopOrders);

export class ShopTopicsModule {}
Module({ providers: [ShopOrders] })(ShopTopicsModule);
