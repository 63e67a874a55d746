#pragma once

#include "models/ledger/entryreader.h"
#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

/// Makes a reader for each verification.
using EntryReaderFactory = std::function<std::unique_ptr<ledger::EntryReader>()>;

/// Who did what: console.audit, with what was changed, "Verify chain" (button-verify; see
/// VerifyFlow) and, for an entry about an event, job or dead letter, a way to it
/// (action-open-target, o).
CollectionPage *makeLedgerPage(const PageServices &services, QWidget *parent);

/// The same on rows from elsewhere.
CollectionPage *makeLedgerPage(const CollectionServices &services, EntryReaderFactory makeReader,
                               std::function<void(const QString &pageId, const Uuid &row)> openRow,
                               QWidget *parent);

} // namespace gatehouse::ui
