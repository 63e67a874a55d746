#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/deadletters/lettereditdialog.h"

#include <QPointer>

namespace gatehouse::ui {

/// "Edit and retry…" and "What would happen now" of a dead letter. Both ask the gateway, also where
/// the console reads the database, since it applies patches in the clear and tells the ledger.
///
/// Object names: action-edit-and-retry, action-dry-run; see the two dialogs.
class LetterEdit final : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the page and adds both commands to it.
    LetterEdit(const CollectionServices &services, CollectionPage *page);

private:
    QString whyNot(const collection::Row &row, bool needsOpen) const;
    QString subjectOf(const collection::Row &row) const;
    void edit(const collection::Row &row);
    void ask(const Uuid &letter, const QString &subject, const QJsonObject &payload);
    void send(const Uuid &letter, int edits, const QString &patch, const QString &reason);
    void preview(const collection::Row &row);

    CollectionServices m_services;
    CollectionPage *m_page;
    QPointer<LetterEditDialog> m_dialog;
    int m_asking = 0; ///< an answer about a row that was left comes too late
};

} // namespace gatehouse::ui
