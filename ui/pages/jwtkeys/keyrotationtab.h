#pragma once

#include "models/collection/celltext.h"
#include "models/jwtkeys/keyusage.h"
#include "ui/collection/collectionservices.h"
#include "ui/collection/detailtab.h"
#include "ui/collection/livefeed.h"

#include <QJsonObject>

#include <optional>

class QLabel;

namespace gatehouse::widgets {
class NoticeStrip;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class ActionBar;
class ActionDialog;
class FactsTable;
class SecretCall;

/// The rotation of the JWT keys, which is one for the whole gateway, whatever row is selected:
/// which keys are valid, what each one verified, and whether the former one can be retired. Reads
/// while it is shown.
///
/// Object names: keyState, keyVerdict, keysTable, tabNotice; action-rotate, action-extend,
/// action-rollback, action-retire. See RotateKeyDialog.
class KeyRotationTab final : public DetailTab
{
    Q_OBJECT

public:
    KeyRotationTab(const CollectionServices &services, QWidget *parent);
    ~KeyRotationTab() override;

    QString title() const override;
    void showRow(const collection::Descriptor &descriptor, const collection::Row &row) override;
    void clear() override;
    /// Asks for the next key, be it the first one; nothing while the gateway has not answered.
    void askRotate();

signals:
    /// Something was changed: who lists keys reads again.
    void changedKeys();
    /// There is a new key.
    void madeKey(const QString &row);
    void refused(const QString &title, const gatehouse::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeBody();
    void connectCall();
    void follow();
    void read();
    void take(const Result<QJsonObject> &answer);
    void showState();
    void showKeys();
    void updateActions();
    QString whyNot(const QString &action) const;
    collection::TextStyle style() const;

    void act(const QString &action);
    void askExtend();
    void askRollBack();
    void askRetire();
    ActionDialog *makeQuestion(const QString &title, bool isDestructive);
    void tell(const QString &path, const QJsonObject &body);

    CollectionServices m_services;
    SecretCall *m_call;
    bool m_isMakingKey = false; ///< told here: a read may show it before m_call is answered
    LiveFeed m_feed;
    bool m_hasRow = false;
    int m_asked = 0;
    int m_taken = 0; ///< an answer that was overtaken by a later one is dropped
    std::optional<jwtkeys::KeyUsage> m_usage;
    widgets::NoticeStrip *m_problem;
    widgets::NoticeStrip *m_verdict = nullptr;
    QLabel *m_state = nullptr;
    FactsTable *m_keys = nullptr;
    ActionBar *m_actions;
};

} // namespace gatehouse::ui
