#include "ui/collection/detailheader.h"

#include "models/collection/statuswords.h"
#include "ui/collection/shapes.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace gatehouse::ui {

namespace size = widgets::size;

DetailHeader::DetailHeader(QWidget *parent)
    : QWidget(parent)
    , m_status(new widgets::StatusLabel(this))
    , m_headline(new widgets::ElidedLabel({}, this))
    , m_subtitle(new widgets::ElidedLabel({}, this))
    , m_id(new widgets::IdentifierLabel({}, this))
    , m_alone(new QToolButton(this))
{
    m_status->setObjectName(QStringLiteral("detailStatus"));
    m_headline->setObjectName(QStringLiteral("detailHeadline"));
    m_headline->setFont(widgets::uiFont(widgets::TextSize::PaneTitle, widgets::Weight::Bold));
    m_subtitle->setObjectName(QStringLiteral("detailSubtitle"));
    m_subtitle->setMuted(true);
    m_id->setObjectName(QStringLiteral("detailId"));
    m_alone->setObjectName(QStringLiteral("detailAlone"));
    m_alone->setCheckable(true);
    m_alone->setIcon(widgets::icon(QStringLiteral("view-fullscreen")));
    m_alone->setFixedSize(size::control, size::control);
    m_alone->setAccessibleName(tr("Detail alone"));
    m_alone->setToolTip(tr("Show the detail alone (Enter), and back (Esc)"));
    connect(m_alone, &QToolButton::toggled, this, &DetailHeader::aloneToggled);

    auto *names = new QHBoxLayout;
    names->setSpacing(size::gapControls);
    names->addWidget(m_status);
    names->addWidget(m_headline);
    names->addWidget(m_subtitle, 1);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(4);
    lines->addLayout(names);
    lines->addWidget(m_id);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                               size::gapControls);
    layout->addLayout(lines, 1);
    layout->addWidget(m_alone);
    setMinimumHeight(64);
}

void DetailHeader::showRow(const RowValues &row)
{
    m_status->setStatus(paintedShape(row.status()), collection::statusTitle(row.status()));
    m_status->setVisible(!row.status().isEmpty());
    m_headline->setText(row.headline());
    m_subtitle->setText(row.subtitle());
    m_id->setIdentifier(row.id());
}

void DetailHeader::setAlone(bool alone)
{
    m_alone->setChecked(alone);
}

} // namespace gatehouse::ui
