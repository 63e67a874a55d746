#pragma once

#include "services/core/uuid.h"
#include "ui/collection/collectionservices.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>

namespace gatehouse::ui {

/// A field of an event that is shown masked.
struct MaskedField
{
    QString pointer; ///< "/body/customer/email", as events/{id}/reveal takes it
    QString shown; ///< "j•••@e•••.com"
};

/// Shows masked fields of one event in clear: asks which ones and why, has the gateway reveal them
/// (it writes the ledger), and forgets them after a minute, or when forget() says that another row
/// is looked at. What was revealed is in memory only.
///
/// Object names: actionDialog, as ActionDialog; revealFields is the list in it.
class FieldReveal : public QObject
{
    Q_OBJECT

public:
    using Fields = std::map<std::string, std::string>; ///< pointer and text, UTF-8

    explicit FieldReveal(const CollectionServices &services,
                         std::chrono::milliseconds shownFor = std::chrono::seconds(60));
    ~FieldReveal() override;

    /// It becomes the page's; dialogs belong to the page's window.
    void setPage(QWidget *page);
    /// Why this actor may not; empty: it may.
    QString whyNot() const;
    /// `chosen` is checked at first; empty: the only one, if there is one.
    void ask(const Uuid &event, const QList<MaskedField> &fields, const QString &chosen = {});
    /// What is known in clear of this event now.
    Fields fieldsOf(const Uuid &event) const;
    void forget();

signals:
    void changed();
    void failed(const gatehouse::Error &error);

private:
    void reveal(const Uuid &event, const QStringList &pointers, const QString &reason);
    void take(const Uuid &event, const QJsonObject &fields);

    CollectionServices m_services;
    QWidget *m_page = nullptr;
    QTimer m_end;
    Uuid m_event;
    Fields m_fields;
    int m_look = 0; ///< what was asked for in a look before comes too late
};

} // namespace gatehouse::ui
