#pragma once

#include "ui/collection/collectionservices.h"
#include "ui/collection/detailtab.h"

#include <QTimer>

class QLabel;

namespace gatehouse::widgets {
class KeyValueView;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// What came of a destination's deliveries since they are signed as they are now, and what follows
/// from it for the previous signing secret. Read through the API.
///
/// Object names: signingTab; signingVerdict, signingFacts.
class SigningTab final : public DetailTab
{
    Q_OBJECT

public:
    explicit SigningTab(const CollectionServices &services, QWidget *parent);

    QString title() const override;
    void showRow(const collection::Descriptor &descriptor, const collection::Row &row) override;
    void clear() override;

private:
    void read();
    void take(const Result<QJsonObject> &answer);
    void showFacts(const QJsonObject &usage);

    CollectionServices m_services;
    QString m_destination; ///< its id; empty: none is shown
    QTimer m_again; ///< deliveries go on, and an answer may have failed
    int m_asked = 0; ///< an answer to an earlier question is dropped
    QLabel *m_verdict;
    widgets::KeyValueView *m_facts;
};

} // namespace gatehouse::ui
