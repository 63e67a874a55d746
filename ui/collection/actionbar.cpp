#include "ui/collection/actionbar.h"

#include "ui/shell/page.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QPushButton>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

QString iconName(const QString &actionId)
{
    if (actionId == QLatin1String("discard"))
        return QStringLiteral("edit-delete");
    if (actionId == QLatin1String("cancel"))
        return QStringLiteral("dialog-cancel");
    if (actionId.startsWith(QLatin1String("retire")) || actionId == QLatin1String("revoke"))
        return QStringLiteral("dialog-cancel");
    if (actionId == QLatin1String("rollback"))
        return QStringLiteral("edit-undo");
    if (actionId == QLatin1String("extend"))
        return QStringLiteral("clock");
    if (actionId == QLatin1String("test") || actionId == QLatin1String("run-now"))
        return QStringLiteral("media-playback-start");
    if (actionId.startsWith(QLatin1String("open-")))
        return QStringLiteral("document-open");
    if (actionId == QLatin1String("compare"))
        return QStringLiteral("vcs-diff");
    return QStringLiteral("view-refresh");
}

} // namespace

ActionBar::ActionBar(const QList<collection::Action> &actions, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("actionBar"));
    auto *layout = new widgets::FlowLayout(this, size::gapControls);
    layout->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                               size::gapControls);
    setHidden(true);
    for (const collection::Action &action : actions)
        addAction(action);
}

void ActionBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(0, 0, width(), 1, widgets::Theme::of(this).border);
}

void ActionBar::addAction(const collection::Action &description)
{
    const QString id = description.id;
    auto *action = new QAction(widgets::icon(iconName(id)), description.title, this);
    action->setData(id);
    // The page handles the key itself, so that it can say why it does nothing.
    action->setProperty(kShownKeys, description.shortcut);
    auto *button = new QPushButton(action->icon(), description.title, this);
    button->setObjectName(QStringLiteral("action-") + id);
    widgets::setDanger(button, description.isDestructive);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::triggered, this, [this, id] { emit triggered(id); });
    layout()->addWidget(button);
    m_actions.append(action);
    m_buttons.insert(id, button);
    setHidden(false);
}

void ActionBar::setTitle(const QString &actionId, const QString &title)
{
    for (QAction *action : std::as_const(m_actions)) {
        if (action->data().toString() == actionId)
            action->setText(title);
    }
    if (QPushButton *button = m_buttons.value(actionId))
        button->setText(title);
}

void ActionBar::setAvailability(const QString &actionId, const QString &reason)
{
    for (QAction *action : std::as_const(m_actions)) {
        if (action->data().toString() != actionId)
            continue;
        action->setEnabled(reason.isEmpty());
        action->setStatusTip(reason);
        QPushButton *button = m_buttons.value(actionId);
        button->setEnabled(reason.isEmpty());
        const QString keys = action->property(kShownKeys).toString();
        const QString help = keys.isEmpty() ? QString() : tr("Key: %1").arg(keys.toLower());
        button->setToolTip(widgets::plainToolTip(reason.isEmpty() ? help : reason));
        button->setAccessibleDescription(reason);
    }
}

} // namespace gatehouse::ui
