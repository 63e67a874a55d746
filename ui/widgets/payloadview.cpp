#include "ui/widgets/payloadview.h"

#include "ui/widgets/codeview.h"
#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/hexview.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>

namespace gatehouse::widgets {

using namespace Qt::StringLiterals;

PayloadView::PayloadView(QWidget *parent)
    : QWidget(parent)
{
    build();
    connect(m_modes, &Segmented::chosen, this, [this](int mode) { setMode(Mode(mode)); });
    connect(m_copy, &QPushButton::clicked, this, &PayloadView::copyAll);
    setPlaceholder(QString());
}

/// Not by QShortcut: the page around has that key, too, and two of them would cancel out.
void PayloadView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find))
        openFind();
    else
        QWidget::keyPressEvent(event);
}

void PayloadView::build()
{
    m_modes =
        new Segmented(tr("How the body is shown"), {tr("Pretty"), tr("Raw"), tr("Hex")}, this);
    m_size = new QLabel(this);
    m_size->setTextFormat(Qt::PlainText);
    m_size->setFont(uiFont(TextSize::Small));
    m_size->setForegroundRole(QPalette::PlaceholderText);
    m_copy = new QPushButton(icon(u"edit-copy"_s), tr("Copy"), this);
    m_copy->setAccessibleName(tr("Copy the body"));
    m_copy->setAutoDefault(false);
    setSmall(m_copy);
    m_notice = new NoticeStrip(this);
    m_notice->setNarrow(true);
    m_find = new FindBar(this);
    m_code = new CodeView(this);
    m_code->setAccessibleName(tr("Body"));
    m_hex = new HexView(this);
    m_hex->setAccessibleName(tr("Body as hexadecimal"));
    m_placeholder = new QLabel(this);
    m_placeholder->setTextFormat(Qt::PlainText);
    m_placeholder->setWordWrap(true);
    m_placeholder->setAlignment(Qt::AlignCenter);
    m_placeholder->setMargin(size::pagePadding);
    m_placeholder->setForegroundRole(QPalette::PlaceholderText);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_placeholder);
    m_stack->addWidget(m_code);
    m_stack->addWidget(m_hex);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(size::panePadding, 8, size::panePadding, 8);
    bar->setSpacing(size::gapControls);
    bar->addWidget(m_modes);
    bar->addWidget(m_size, 1);
    bar->addWidget(m_copy);
    auto *strip = new QHBoxLayout;
    strip->setContentsMargins(size::panePadding, 0, size::panePadding, 0);
    strip->addWidget(m_notice);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addLayout(strip);
    column->addWidget(m_find);
    column->addWidget(m_stack, 1);
}

void PayloadView::setPayload(const QByteArray &bytes)
{
    m_bytes = bytes;
    m_modes->setEnabled(true);
    m_copy->setEnabled(true);
    m_size->setText(bytes.size() == 1 ? tr("1 byte")
                                      : tr("%1 bytes").arg(QLocale().toString(bytes.size())));
    showMode();
}

void PayloadView::setPlaceholder(const QString &text)
{
    m_bytes.clear();
    m_notice->dismiss();
    m_find->hide();
    m_find->setTarget(nullptr, nullptr);
    m_size->clear();
    m_modes->setEnabled(false);
    m_copy->setEnabled(false);
    m_placeholder->setText(visibleText(text, 1'000, false));
    m_stack->setCurrentWidget(m_placeholder);
}

void PayloadView::setMode(Mode mode)
{
    m_mode = mode;
    m_modes->setCurrent(int(mode));
    if (m_modes->isEnabled())
        showMode();
}

void PayloadView::showMode()
{
    m_notice->dismiss();
    switch (m_mode) {
    case Mode::Pretty:
        return showPretty();
    case Mode::Raw:
        return showRaw();
    case Mode::Hex:
        return showHex();
    }
}

void PayloadView::showPretty()
{
    if (m_bytes.isEmpty())
        return showRaw();
    const auto pretty = prettyJson(m_bytes);
    if (!pretty) {
        showRaw();
        const JsonProblem &problem = pretty.error();
        m_notice->showNotice(
            NoticeKind::Warning,
            tr("Not JSON: %1 at byte %2").arg(problem.what, QLocale().toString(problem.byte)),
            tr("It is shown as it arrived."));
        return;
    }
    m_code->setDocument(codeDocument(*pretty));
    m_stack->setCurrentWidget(m_code);
    m_find->setTarget(m_code, m_code);
}

void PayloadView::showRaw()
{
    m_code->setDocument(codeDocument(m_bytes));
    m_stack->setCurrentWidget(m_code);
    m_find->setTarget(m_code, m_code);
    qsizetype firstBad = -1;
    decoded(m_bytes, &firstBad);
    if (firstBad >= 0) {
        m_notice->showNotice(
            NoticeKind::Warning,
            tr("Not UTF-8: the first such byte is number %1").arg(QLocale().toString(firstBad)),
            tr("Bytes that are not text are marked \u2039\\xNN\u203a."));
    } else if (m_bytes.isEmpty()) {
        m_notice->showNotice(NoticeKind::Warning, tr("The body is empty"));
    }
}

void PayloadView::showHex()
{
    m_hex->setBytes(m_bytes);
    m_stack->setCurrentWidget(m_hex);
    m_find->setTarget(m_hex, m_hex);
}

void PayloadView::openFind()
{
    if (m_modes->isEnabled())
        m_find->open();
}

void PayloadView::copyAll() const
{
    qsizetype firstBad = -1;
    const QString text = decoded(m_bytes, &firstBad);
    copyFrom(m_copy, firstBad < 0 ? text : QString::fromLatin1(m_bytes.toHex()));
}

} // namespace gatehouse::widgets
