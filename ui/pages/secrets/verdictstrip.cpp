#include "ui/pages/secrets/verdictstrip.h"

#include "ui/widgets/noticestrip.h"

namespace gatehouse::ui {

using widgets::NoticeKind;

void showVerdict(widgets::NoticeStrip &strip, const secrets::VerdictWords &words)
{
    if (words.title.isEmpty())
        return strip.dismiss();
    const NoticeKind kind = words.isGood ? NoticeKind::Success : NoticeKind::Warning;
    if (strip.title() == words.title && strip.kind() == kind)
        strip.setText(words.text);
    else
        strip.showNotice(kind, words.title, words.text);
}

} // namespace gatehouse::ui
