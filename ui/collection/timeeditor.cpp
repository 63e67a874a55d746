#include "ui/collection/timeeditor.h"

#include "models/collection/celltext.h"
#include "models/collection/filtervalue.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

TimeEditor::TimeEditor(const Clock &clock, const widgets::DisplayOptions &display, QWidget *parent)
    : PopupEditor(QStringLiteral("time"), parent)
    , m_clock(clock)
    , m_display(display)
    , m_value(new QLineEdit(this))
{
    auto *title = new QLabel(tr("Go to time"), this);
    title->setBuddy(m_value);
    m_value->setObjectName(QStringLiteral("timeValue"));
    m_value->setAccessibleName(title->text());
    m_value->setPlaceholderText(tr("15min, 24h, 7d or 2026-11-17 14:00"));
    m_value->setMaxLength(100);
    column()->addWidget(title);
    column()->addWidget(m_value);
    setFocusProxy(m_value);
    addButtons(tr("Go"));
}

void TimeEditor::apply()
{
    QString text = m_value->text().trimmed();
    if (m_display.isUtc())
        text = collection::momentInUtc(text, true);
    std::optional<Timestamp> time = collection::parseMoment(text, true);
    if (const auto span = collection::parseSpan(text))
        time = m_clock.now() - *span;
    if (!time)
        return sayProblem(tr("“%1” is not a time. Write 2026-11-17 14:30, or how long ago, such as "
                             "15min, 24h or 7d.")
                              .arg(collection::visibleText(text.left(60))));
    close(); // first, or it would give the focus back to where it was
    emit chosen(*time);
}

} // namespace gatehouse::ui
