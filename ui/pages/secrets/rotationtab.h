#pragma once

#include "models/secrets/rotation.h"
#include "models/secrets/rotationwords.h"
#include "ui/collection/collectionservices.h"
#include "ui/collection/detailtab.h"

class QBoxLayout;
class QLabel;

namespace gatehouse::widgets {
class ElidedLabel;
class NoticeStrip;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class ActionBar;
class ActionDialog;
class FactsTable;
class RunbookView;
class StepStrip;
class VersionChart;

/// The rotation of the selected secret's source and tenant: which versions are valid, how far it
/// is, whether the former one can be retired and why, what each one signed, and what is to be done
/// at the provider. Reads while it is shown. In a narrow pane the runbook is below the rest.
///
/// Object names: rotationTitle, rotationVersions, rotationState, stepStrip, rotationVerdict,
/// versionChart, numbersTable, testResult, versionsTable, runbook; action-rotate, action-test,
/// action-extend, action-rollback, action-retire. See RotateDialog, NewSecretDialog.
class RotationTab : public DetailTab
{
    Q_OBJECT

public:
    explicit RotationTab(const CollectionServices &services, QWidget *parent = nullptr);
    ~RotationTab() override;

    QString title() const override;
    void showRow(const collection::Descriptor &descriptor, const collection::Row &row) override;
    void clear() override;
    bool isWhole() const override { return true; }

signals:
    /// Something was changed: who lists secrets reads again.
    void changedSecrets();
    /// There is a new active version.
    void madeVersion(const QString &row);
    void refused(const QString &title, const gatehouse::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeBody();
    QWidget *makeFacts();
    QWidget *makeCard(const QString &title, QWidget *content);
    void connectRotation();
    void follow();
    void showState();
    void showUsage(const secrets::SecretUsage &usage);
    void showNumbers(const secrets::SecretUsage &usage);
    void showVersions(const secrets::SecretUsage &usage);
    void showTests();
    void updateActions();
    QString whyNot(const QString &action) const;
    collection::TextStyle style() const;

    void act(const QString &action);
    void askRotate();
    void askExtend();
    void askRollBack();
    void askRetire();
    ActionDialog *makeQuestion(const QString &title, const QString &kind, bool isDestructive);
    void showMade(qint64 version, const QString &secret);

    CollectionServices m_services;
    secrets::Rotation m_rotation;
    widgets::ElidedLabel *m_title = nullptr;
    widgets::ElidedLabel *m_versions = nullptr;
    QLabel *m_state = nullptr;
    StepStrip *m_steps = nullptr;
    widgets::NoticeStrip *m_problem = nullptr;
    widgets::NoticeStrip *m_verdict = nullptr;
    QBoxLayout *m_columns = nullptr; ///< the facts, and beside or below them the runbook
    VersionChart *m_chart = nullptr;
    FactsTable *m_numbers = nullptr;
    FactsTable *m_list = nullptr;
    QLabel *m_test = nullptr;
    RunbookView *m_runbook = nullptr;
    ActionBar *m_actions = nullptr;
};

} // namespace gatehouse::ui
