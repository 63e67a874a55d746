#include "ui/collection/actiondialog.h"

#include "ui/shell/environmentblock.h"
#include "ui/widgets/dialogparts.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int narrowestAction = 440;

/// "Discard…" says that a question follows; in the question it is "Discard".
QString withoutEllipsis(const QString &title)
{
    return title.endsWith(u'…') ? title.chopped(1) : title;
}

} // namespace

ActionDialog::ActionDialog(const collection::Action &action, const QString &kind,
                           const QString &subject, const Environment &environment, QWidget *parent)
    : QDialog(parent)
    , m_action(action)
    , m_environment(environment)
{
    m_action.title = withoutEllipsis(action.title);
    setObjectName(QStringLiteral("actionDialog"));
    setWindowTitle(m_action.title);
    widgets::setUpDialog(this, narrowestAction);

    auto *top = new QVBoxLayout(this);
    top->setContentsMargins(0, 0, 0, 0);
    top->setSpacing(0);
    auto *block = new EnvironmentBlock(environment, this);
    block->setMinimumWidth(0);
    block->setMaximumWidth(QWIDGETSIZE_MAX);
    top->addWidget(block);
    auto *layout = new QVBoxLayout;
    layout->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                               size::pagePadding);
    layout->setSpacing(size::gapControls);
    top->addLayout(layout);
    addForm(layout, kind, subject);
}

void ActionDialog::addForm(QVBoxLayout *layout, const QString &kind, const QString &subject)
{
    addQuestion(layout, kind, subject);
    m_fields = new QVBoxLayout;
    m_fields->setSpacing(size::gapControls);
    layout->addLayout(m_fields);
    addReason(layout);
    const bool asksName = m_action.isDestructive || m_action.asksEnvironment;
    if (asksName && m_environment.name == QLatin1String("production"))
        addTypedName(layout);
    addButtons(layout);
    updateConfirm();
}

void ActionDialog::addQuestion(QVBoxLayout *layout, const QString &kind, const QString &subject)
{
    const QString environment = widgets::visibleText(m_environment.title());
    m_heading = widgets::makeDialogHeading(
        tr("%1 this %2 in %3?").arg(m_action.title, kind, environment), this);
    m_subject = widgets::makeWrappingLabel(widgets::visibleText(subject), this);
    layout->addWidget(m_heading);
    layout->addWidget(m_subject);
}

void ActionDialog::setQuestion(const QString &heading, const QString &subject)
{
    m_heading->setText(heading);
    m_subject->setText(subject);
    m_subject->setVisible(!subject.isEmpty());
}

void ActionDialog::setConfirm(const QString &text, bool isDestructive)
{
    m_confirm->setText(text);
    widgets::setDanger(m_confirm, isDestructive);
}

QString ActionDialog::typedEnvironment() const
{
    return m_typedName ? m_typedName->text() : QString();
}

void ActionDialog::addText(const QString &text)
{
    m_fields->addWidget(widgets::makeWrappingLabel(widgets::visibleText(text), this));
}

void ActionDialog::addField(const QString &label, QWidget *field)
{
    if (!label.isEmpty()) {
        QLabel *caption = widgets::makeWrappingLabel(label, this);
        caption->setForegroundRole(QPalette::PlaceholderText);
        caption->setBuddy(field);
        field->setAccessibleName(label);
        m_fields->addWidget(caption);
    }
    m_fields->addWidget(field);
}

void ActionDialog::setReady(bool ready)
{
    m_isReady = ready;
    updateConfirm();
}

void ActionDialog::addReason(QVBoxLayout *layout)
{
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("reasonField"));
    m_reason->setMaxLength(500);
    m_reason->setText(m_action.asksReason ? QString() : m_action.defaultReason);
    QLabel *label = widgets::makeWrappingLabel(
        m_action.asksReason ? tr("Reason (needed), for the ledger") : tr("Reason, for the ledger"),
        this);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(m_reason);
    m_reason->setAccessibleName(label->text());
    layout->addWidget(label);
    layout->addWidget(m_reason);
    connect(m_reason, &QLineEdit::textChanged, this, &ActionDialog::updateConfirm);
}

void ActionDialog::addTypedName(QVBoxLayout *layout)
{
    m_typedName = new QLineEdit(this);
    m_typedName->setObjectName(QStringLiteral("environmentField"));
    QLabel *label =
        widgets::makeWrappingLabel(tr("Type %1 to confirm").arg(m_environment.name), this);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(m_typedName);
    m_typedName->setAccessibleName(label->text());
    layout->addWidget(label);
    layout->addWidget(m_typedName);
    connect(m_typedName, &QLineEdit::textChanged, this, &ActionDialog::updateConfirm);
}

void ActionDialog::addButtons(QVBoxLayout *layout)
{
    layout->addSpacing(size::gapControls);
    m_confirm = widgets::addDialogButtons(this, layout, QStringLiteral("Action"), m_action.title,
                                          !m_action.isDestructive);
    widgets::setDanger(m_confirm, m_action.isDestructive);
}

void ActionDialog::updateConfirm()
{
    const bool hasName = !m_typedName || m_typedName->text() == m_environment.name;
    if (m_confirm)
        m_confirm->setEnabled(m_isReady && !reason().isEmpty() && hasName);
}

QString ActionDialog::reason() const
{
    return m_reason->text().trimmed();
}

collection::Action askingReason(const QString &title)
{
    collection::Action action;
    action.title = title;
    action.asksReason = true;
    return action;
}

} // namespace gatehouse::ui
