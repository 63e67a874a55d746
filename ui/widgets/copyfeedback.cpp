#include "ui/widgets/copyfeedback.h"

#include "ui/widgets/iconset.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QTimer>
#include <QToolTip>

namespace gatehouse::widgets {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::widgets::CopyFeedback)
};

constexpr std::chrono::seconds shownFor{2};

} // namespace

void copyFrom(QAbstractButton *button, const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    const QPoint below(0, button->height() / 2);
    QToolTip::showText(button->mapToGlobal(below), Texts::tr("Copied"), button, {},
                       int(std::chrono::milliseconds(shownFor).count()));
    const QString name = QStringLiteral("copyFeedback");
    if (auto *running = button->findChild<QTimer *>(name, Qt::FindDirectChildrenOnly))
        return running->start();
    auto *timer = new QTimer(button);
    timer->setObjectName(name);
    timer->setSingleShot(true);
    timer->callOnTimeout(button, [button, timer, before = button->icon()] {
        button->setIcon(before);
        timer->deleteLater();
    });
    button->setIcon(icon(QStringLiteral("dialog-ok")));
    timer->start(shownFor);
}

} // namespace gatehouse::widgets
