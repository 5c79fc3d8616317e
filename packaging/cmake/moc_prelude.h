// For moc alone: moc 6.4 does not always see where libstdc++ defines this macro and then takes
// `namespace std _GLIBCXX_VISIBILITY(default)` for a syntax error.
#define _GLIBCXX_VISIBILITY(V)
