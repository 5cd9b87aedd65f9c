import {loadIdentityRules} from '../content/load-identity-rules.ts'
import {createReconciler, type Reconciler} from '../inventory/reconcile.ts'
import type {StoreReader} from '../store/store.ts'

/** What tells the PCs of a workspace apart. A document that cannot be read stops it: its PC would be taken for a new one. */
export async function loadReconciler(store: StoreReader): Promise<Reconciler> {
  const [workspace, listed] = await Promise.all([store.readWorkspace(), store.listEndpoints()])
  const rows = listed.map((one) => {
    if (!one.ok) throw one.error
    return one.row
  })
  return createReconciler(loadIdentityRules(), rows, {
    same: workspace.sameMachines ?? [],
    distinct: workspace.distinctMachines ?? [],
  })
}
