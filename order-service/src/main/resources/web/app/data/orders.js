import { request } from './http.js';

const MAX_PRODUCTS = 200;

/** What can be ordered: SKU, name and price. */
export async function products() {
  return (await request(`/products?limit=${MAX_PRODUCTS}`)).items;
}

/** Fails unless the service answers. */
export function isThere() {
  return request('/products?limit=1');
}

/** One snapshot of all orders; the filters choose which single orders are in it. */
export function board(limit, filter = {}) {
  const query = new URLSearchParams({ limit });
  for (const [name, value] of Object.entries(filter)) {
    query.set(name, value);
  }
  return request(`/board?${query}`);
}

/**
 * Places an order.
 *
 * @param {string} key sent with it: the same order with the same key is placed once, however often it is sent
 */
export function place(order, key) {
  return request('/orders', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(order),
  });
}

export function order(orderId) {
  return request(`/orders/${orderId}`);
}

export function saga(orderId) {
  return request(`/orders/${orderId}/saga`);
}

export function why(orderId) {
  return request(`/orders/${orderId}/saga/why`);
}

export function cancel(orderId) {
  return request(`/orders/${orderId}/cancel`, { method: 'POST' });
}

/** A key nobody else uses. (`crypto.randomUUID` is there on secure origins only.) */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
