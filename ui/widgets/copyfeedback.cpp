#include "ui/widgets/copyfeedback.h"

#include "ui/widgets/iconset.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>
#include <QToolTip>

namespace gatehouse::widgets {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::widgets::CopyFeedback)
};

constexpr std::chrono::seconds shownFor{2};

/// Enough to know it again without keeping it.
QByteArray digest(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

void sayCopied(QAbstractButton *button)
{
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

} // namespace

void copyFrom(QAbstractButton *button, const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    sayCopied(button);
}

void copySecretFrom(QAbstractButton *button, const QString &secret,
                    std::chrono::milliseconds keptFor)
{
    auto *copy = new QMimeData;
    copy->setText(secret);
    copy->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    QGuiApplication::clipboard()->setMimeData(copy);
    sayCopied(button);
    QTimer::singleShot(keptFor, qApp, [copied = digest(secret)] {
        QClipboard *clipboard = QGuiApplication::clipboard();
        if (digest(clipboard->text()) == copied)
            clipboard->clear();
    });
}

} // namespace gatehouse::widgets
