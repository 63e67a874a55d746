#include "ui/widgets/timelineview.h"

#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/plaintextview.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>

namespace gatehouse::widgets {
namespace {

constexpr qsizetype mostEntries = 500;
constexpr int timelineStrip = 24; ///< the strip in which the line and the shapes are

/// The piece of the line beside one entry.
class Mark final : public QWidget
{
public:
    Mark(StatusShape shape, bool first, bool last)
        : m_shape(shape)
        , m_first(first)
        , m_last(last)
    {
        setFixedWidth(timelineStrip);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = Theme::of(this);
        constexpr int side = size::iconTable, top = 3, gap = 3;
        const int x = width() / 2;
        if (!m_first)
            painter.fillRect(QRect(x, 0, 1, top - gap + 1), theme.border);
        if (!m_last)
            painter.fillRect(QRect(x, top + side + gap, 1, height()), theme.border);
        const QRectF place(x - side / 2.0 + 0.5, top, side, side);
        if (m_shape != StatusShape::None)
            return paintShape(painter, m_shape, place, theme.tone(m_shape).text);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.borderStrong);
        painter.drawEllipse(place.center(), 3, 3);
    }

private:
    StatusShape m_shape;
    bool m_first;
    bool m_last;
};

/// What a link opens may show another timeline, and so take the very button away that was pressed:
/// it is opened for the view, once the click is over.
QLayout *makeLinks(const QList<TimelineLink> &links, TimelineView *view)
{
    auto *across = new QHBoxLayout;
    across->setContentsMargins(0, 2, 0, 0);
    across->setSpacing(4);
    for (const TimelineLink &link : links) {
        auto *button = new QPushButton(visibleText(link.text, 100));
        button->setObjectName(QStringLiteral("timelineLink"));
        setSmall(button, true);
        QObject::connect(button, &QPushButton::clicked, view, link.open, Qt::QueuedConnection);
        across->addWidget(button);
    }
    across->addStretch(1);
    return across;
}

QWidget *makeEntry(const TimelineEntry &entry, bool first, bool last, TimelineView *view)
{
    auto *row = new QWidget;
    auto *across = new QHBoxLayout(row);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(4);
    across->addWidget(new Mark(entry.shape, first, last));
    auto *lines = new QVBoxLayout;
    lines->setContentsMargins(0, 0, 0, 12);
    lines->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    auto *title = new ElidedLabel(entry.title);
    auto *time = new QLabel(visibleText(entry.time, 60));
    time->setTextFormat(Qt::PlainText);
    time->setFont(uiFont(TextSize::Small));
    time->setForegroundRole(QPalette::PlaceholderText);
    if (!entry.timeToolTip.isEmpty())
        time->setToolTip(plainToolTip(entry.timeToolTip));
    head->addWidget(title, 1);
    head->addWidget(time);
    lines->addLayout(head);
    if (!entry.detail.isEmpty()) {
        auto *detail = new PlainTextView(visibleText(entry.detail, 2'000, false));
        detail->setFont(uiFont(TextSize::Small));
        detail->setAccessibleName(entry.title);
        lines->addWidget(detail);
    }
    if (!entry.links.isEmpty())
        lines->addLayout(makeLinks(entry.links, view));
    across->addLayout(lines, 1);
    row->setAccessibleName(entry.time + QLatin1Char(' ') + visibleText(entry.title, 200));
    return row;
}

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Timeline"));
    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(size::panePadding - 4, size::panePadding, size::panePadding,
                                 size::panePadding);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    setWidget(content);
}

void TimelineView::setEntries(const QList<TimelineEntry> &entries)
{
    clear();
    const qsizetype shown = qMin(entries.size(), mostEntries);
    for (qsizetype i = 0; i < shown; ++i)
        m_column->insertWidget(int(i),
                               makeEntry(entries[i], i == 0, i == entries.size() - 1, this));
    if (shown < entries.size())
        addNote(tr("%1 more are not shown.").arg(QLocale().toString(entries.size() - shown)));
    if (entries.isEmpty())
        addNote(tr("Nothing has happened yet."));
}

void TimelineView::setPlaceholder(const QString &text)
{
    clear();
    addNote(text);
}

void TimelineView::clear()
{
    while (m_column->count() > 1) { // the stretch stays
        QLayoutItem *item = m_column->takeAt(0);
        delete item->widget();
        delete item;
    }
}

void TimelineView::addNote(const QString &text)
{
    auto *note = new QLabel(visibleText(text, 1'000));
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    m_column->insertWidget(m_column->count() - 1, note);
}

} // namespace gatehouse::widgets
