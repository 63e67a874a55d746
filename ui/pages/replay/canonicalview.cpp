#include "ui/pages/replay/canonicalview.h"

#include "services/compare/differences.h"
#include "ui/pages/compare/differencetable.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/payloadview.h"
#include "ui/widgets/theme.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;
using namespace Qt::StringLiterals;

namespace {

constexpr int lowestTable = 72;

widgets::PayloadView *addSide(QSplitter *splitter, const QString &name, const QString &title)
{
    auto *side = new widgets::PayloadView(splitter);
    side->setObjectName(name);
    side->setAccessibleName(title);
    splitter->addWidget(side);
    return side;
}

void showSide(widgets::PayloadView *view, const QByteArray &document, const QString &problem)
{
    if (document.isEmpty())
        view->setPlaceholder(problem);
    else
        view->setPayload(document);
}

} // namespace

CanonicalView::CanonicalView(QWidget *parent)
    : QWidget(parent)
    , m_summary(new widgets::ElidedLabel({}, this))
    , m_differences(new DifferenceTable(this))
{
    m_summary->setObjectName(u"canonicalSummary"_s);
    m_differences->setObjectName(u"canonicalDifferences"_s);
    m_differences->setMinimumHeight(lowestTable);
    auto *sides = new QSplitter(Qt::Horizontal, this);
    sides->setHandleWidth(1);
    sides->setChildrenCollapsible(false);
    m_recorded = addSide(sides, u"recordedCanonical"_s, tr("As it was recorded"));
    m_stored = addSide(sides, u"storedCanonical"_s, tr("At the target"));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(sides);
    splitter->addWidget(m_differences);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                             size::gapControls);
    line->addWidget(m_summary);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(splitter, 1);
}

void CanonicalView::show(const replay::CanonicalPair &pair, const QString &target)
{
    showSide(m_recorded, pair.recorded, pair.recordedProblem);
    showSide(m_stored, pair.stored, pair.storedProblem);
    const bool isWhole = !pair.recorded.isEmpty() && !pair.stored.isEmpty();
    m_differences->setVisible(isWhole);
    m_differences->setTitles(tr("Recorded"), target);
    if (isWhole)
        m_differences->setComparison(compare::compared(u"canonical"_s, pair.recorded, pair.stored));
    m_summary->setText(isWhole ? m_differences->summary()
                               : tr("Recorded on the left, at %1 on the right.").arg(target));
}

void CanonicalView::showPlaceholder(const QString &text)
{
    m_summary->setText({});
    m_recorded->setPlaceholder(text);
    m_stored->setPlaceholder({});
    m_differences->hide();
}

} // namespace gatehouse::ui
