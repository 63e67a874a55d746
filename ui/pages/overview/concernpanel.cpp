#include "ui/pages/overview/concernpanel.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QPushButton>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
namespace size = widgets::size;

/// One concern; its text may change.
class ConcernLine final : public QWidget
{
public:
    ConcernLine(const QString &id, QWidget *parent)
        : QWidget(parent)
        , m_sign(new widgets::StatusLabel(this))
        , m_title(new widgets::ElidedLabel({}, this))
        , m_text(new widgets::ElidedLabel({}, this))
        , m_open(new QPushButton(ConcernPanel::tr("Open"), this))
        , m_line(new widgets::Separator(Qt::Horizontal, this))
    {
        m_title->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
        m_text->setMuted(true);
        m_open->setObjectName(u"concern-"_s + id);
        auto *grid = new QGridLayout;
        grid->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                                 size::gapControls);
        grid->setHorizontalSpacing(size::panePadding);
        grid->setVerticalSpacing(2);
        grid->addWidget(m_sign, 0, 0, 2, 1);
        grid->addWidget(m_title, 0, 1);
        grid->addWidget(m_text, 1, 1);
        grid->addWidget(m_open, 0, 2, 2, 1);
        grid->setColumnStretch(1, 1);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addLayout(grid);
        column->addWidget(m_line);
    }

    const Concern &concern() const { return m_concern; }
    QPushButton *button() const { return m_open; }
    void setLast(bool isLast) { m_line->setVisible(!isLast); }
    void setConcern(const Concern &concern)
    {
        m_concern = concern;
        m_sign->setStatus(concern.shape, {});
        m_title->setText(concern.title);
        m_text->setText(concern.text);
        m_text->setVisible(!concern.text.isEmpty());
        m_open->setAccessibleName(ConcernPanel::tr("Open: %1").arg(concern.title));
    }

private:
    Concern m_concern;
    widgets::StatusLabel *m_sign;
    widgets::ElidedLabel *m_title, *m_text;
    QPushButton *m_open;
    widgets::Separator *m_line;
};

ConcernPanel::ConcernPanel(QWidget *parent)
    : Card(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"overviewConcerns"_s);
    m_column->setContentsMargins(1, 1, 1, 1);
    m_column->setSpacing(0);
    hide();
}

void ConcernPanel::setConcerns(const QList<Concern> &concerns)
{
    QList<ConcernLine *> lines;
    for (const Concern &concern : concerns) {
        ConcernLine *known = lineOf(concern.id);
        lines += known ? known : addLine(concern.id);
        lines.last()->setConcern(concern);
    }
    const QList<ConcernLine *> former = std::exchange(m_lines, lines);
    for (ConcernLine *line : former) {
        if (!lines.contains(line))
            delete line;
    }
    for (ConcernLine *line : std::as_const(lines)) {
        m_column->addWidget(line); // one that is there already moves to its place
        line->setLast(line == lines.last());
    }
    if (former != lines)
        chainTabs();
    setVisible(!lines.isEmpty());
}

ConcernLine *ConcernPanel::lineOf(const QString &id) const
{
    const auto found = std::find_if(m_lines.cbegin(), m_lines.cend(),
                                    [&](const auto *line) { return line->concern().id == id; });
    return found == m_lines.cend() ? nullptr : *found;
}

ConcernLine *ConcernPanel::addLine(const QString &id)
{
    auto *line = new ConcernLine(id, this);
    connect(line->button(), &QPushButton::clicked, this,
            [this, line] { emit opened(line->concern()); });
    return line;
}

void ConcernPanel::chainTabs() const
{
    QWidget *former = m_before;
    for (const ConcernLine *line : m_lines) {
        if (former)
            setTabOrder(former, line->button());
        former = line->button();
    }
}

} // namespace gatehouse::ui
