#include "ui/pages/secrets/newsecretdialog.h"

#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/roomfortext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int narrowest = 440;

} // namespace

NewSecretDialog::NewSecretDialog(const QString &subject, const QString &secret, QWidget *parent)
    : QDialog(parent)
    , m_secret(secret)
    , m_shown(new QLabel(this))
{
    setObjectName(QStringLiteral("newSecretDialog"));
    setWindowTitle(tr("New secret"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    new widgets::RoomForText(this);
    m_shown->setObjectName(QStringLiteral("newSecret"));
    m_shown->setAccessibleName(tr("New secret"));
    m_shown->setTextFormat(Qt::PlainText);
    m_shown->setFont(widgets::monoFont());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                               size::pagePadding);
    layout->setSpacing(size::gapControls);
    addTexts(layout, subject);
    addButtons(layout);
    showClear(false);
}

void NewSecretDialog::addTexts(QVBoxLayout *layout, const QString &subject)
{
    QLabel *title = widgets::makeWrappingLabel(widgets::visibleText(subject), this);
    title->setFont(widgets::uiFont(widgets::TextSize::PaneTitle, widgets::Weight::Bold));
    layout->addWidget(title);
    layout->addWidget(m_shown);
    layout->addWidget(widgets::makeWrappingLabel(
        tr("It is not shown again. Copy it now to where it is used; it leaves "
           "the clipboard after 30 seconds."),
        this));
}

void NewSecretDialog::addButtons(QVBoxLayout *layout)
{
    auto *copy = new QPushButton(widgets::icon(QStringLiteral("edit-copy")), tr("Copy"), this);
    copy->setObjectName(QStringLiteral("copySecret"));
    copy->setDefault(true);
    connect(copy, &QPushButton::clicked, this,
            [this, copy] { widgets::copySecretFrom(copy, m_secret); });
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("closeSecret"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    m_show = new QPushButton(tr("Show"), this);
    m_show->setObjectName(QStringLiteral("showSecret"));
    m_show->setCheckable(true);
    m_show->setAutoDefault(false);
    connect(m_show, &QPushButton::toggled, this, &NewSecretDialog::showClear);
    auto *row = new QHBoxLayout;
    row->addWidget(m_show);
    row->addStretch();
    row->addWidget(close);
    row->addWidget(copy);
    layout->addSpacing(size::gapControls);
    layout->addLayout(row);
}

void NewSecretDialog::done(int result)
{
    m_shown->clear();
    m_secret.fill(QLatin1Char(' '));
    m_secret.clear();
    QDialog::done(result);
}

/// Dots of one length: how long the secret is, is nobody's business either.
void NewSecretDialog::showClear(bool isClear)
{
    constexpr int dots = 32;
    m_shown->setText(isClear ? m_secret : QString(dots, u'•'));
    setMinimumWidth(std::max(narrowest, m_shown->sizeHint().width() + 2 * size::pagePadding));
}

void NewSecretDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && m_show && !isActiveWindow())
        m_show->setChecked(false);
}

void NewSecretDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        QDialog::keyPressEvent(event);
}

} // namespace gatehouse::ui
