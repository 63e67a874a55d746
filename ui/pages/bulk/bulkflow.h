#pragma once

#include "models/bulk/operationwatch.h"
#include "ui/collection/collectionpage.h"
#include "ui/pages/bulk/bulkdialog.h"

#include <QPointer>

class QPushButton;

namespace gatehouse::ui {

class TaskStrip;

/// "Recover…": asks what is done to many rows of a page, has the gateway do it, and says on that
/// page how far it is, also of what somebody else began; with pause, resume and cancel. The gateway
/// goes on when the window closes.
///
/// Object names: button-bulk; see BulkDialog and TaskStrip ("bulk"); bulkPause (or resume),
/// bulkItems, bulkEndItems.
class BulkFlow : public QObject
{
    Q_OBJECT

public:
    /// Goes to what came of each item of an operation.
    using OpenItems = std::function<void(const QString &operationId)>;

    /// Belongs to the page and adds its command, called `text`, to it.
    BulkFlow(const collection::Descriptor &descriptor, const CollectionServices &services,
             QList<BulkChoice> choices, const QString &text, OpenItems openItems,
             CollectionPage *page);

private:
    void ask();
    QList<BulkChoice> allowed() const;
    QString filtered() const;
    void start(const BulkDialog &dialog);
    void take(const bulk::Operation &operation);
    void begin(const bulk::Operation &operation);
    void sayProgress(const bulk::Operation &operation);
    void sayEnd(const bulk::Operation &operation);
    void pauseOrResume();
    void cancel();
    QString titleOf(const QString &action) const;

    collection::Descriptor m_descriptor;
    CollectionServices m_services;
    QList<BulkChoice> m_choices;
    OpenItems m_openItems;
    CollectionPage *m_page;
    TaskStrip *m_strip;
    QPushButton *m_pause; ///< or resume
    bulk::OperationWatch m_watch;
    QString m_shown; ///< the operation that the strip is about; empty: none
    QString m_state; ///< of it, as it was said last
    QPointer<BulkDialog> m_dialog;
};

} // namespace gatehouse::ui
