import type { Kt } from '../../keeptrusts/kt.js';
import type { Gateway } from '../gateway-target.js';

/** What verify asks kt with; where nothing needs kt, why it was not had. */
export type KtAtHand = Kt | { readonly missing: string };

/** A gateway to verify: one with a URL can be looked at without kt. */
export type VerifiedGateway = Omit<Gateway, 'kt'> & { readonly kt: KtAtHand };
