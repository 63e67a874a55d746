#include "ui/widgets/segmented.h"

#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/stylepaint.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QIcon>
#include <QPixmap>
#include <QPushButton>

namespace gatehouse::widgets {

namespace {

constexpr int swatchSide = 10;

} // namespace

Segmented::Segmented(const QString &name, const QStringList &choices, QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (qsizetype i = 0; i < choices.size(); ++i) {
        auto *button = new QPushButton(choices[i], this);
        const bool first = i == 0;
        const bool last = i == choices.size() - 1;
        button->setProperty(segmentProperty,
                            QLatin1StringView(first      ? "first"
                                                  : last ? "last"
                                                         : "middle"));
        button->setCheckable(true);
        button->setChecked(first);
        button->setAutoDefault(false);
        setSmall(button);
        m_group->addButton(button, int(i));
        row->addWidget(button);
    }
    connect(m_group, &QButtonGroup::idClicked, this, &Segmented::chosen);
}

int Segmented::current() const
{
    return m_group->checkedId();
}

void Segmented::setCurrent(int position)
{
    if (QAbstractButton *button = m_group->button(position))
        button->setChecked(true);
}

void Segmented::setSwatch(int position, const QColor &colour)
{
    QAbstractButton *button = m_group->button(position);
    if (!button)
        return;
    QPixmap square(swatchSide, swatchSide);
    square.fill(colour);
    button->setProperty(swatchProperty, true);
    button->setIconSize(square.size());
    button->setIcon(QIcon(square));
}

} // namespace gatehouse::widgets
